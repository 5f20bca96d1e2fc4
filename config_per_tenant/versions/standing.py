"""What the database itself holds fast: an approved version and its values stand, whoever writes and by whatever way.

Table names are qualified with the schema of the row at hand, so that a copied schema guards its own rows.
"""

# Once approved, only two facts may be added: that it took effect, and, until it has, that it was withdrawn.
MAY_FOLLOW = (
    "text[] := ARRAY['applied_at', 'withdrawn_at', 'withdrawn_by_id', 'withdrawn_by_name', 'withdrawn_reason',"
    " 'version']"
)
VERSION = """
IF OLD.approved_at IS NULL THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END IF;
IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'An approved policy version cannot be deleted.' USING ERRCODE = 'integrity_constraint_violation';
END IF;
IF to_jsonb(NEW) - may_follow
    IS DISTINCT FROM
    to_jsonb(OLD) - may_follow
THEN
    RAISE EXCEPTION 'An approved policy version cannot be changed.' USING ERRCODE = 'integrity_constraint_violation';
END IF;
IF OLD.applied_at IS NOT NULL AND (
    NEW.applied_at IS DISTINCT FROM OLD.applied_at OR NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at
) THEN
    RAISE EXCEPTION 'A policy version that has taken effect stands.' USING ERRCODE = 'integrity_constraint_violation';
END IF;
IF OLD.withdrawn_at IS NOT NULL THEN
    RAISE EXCEPTION 'A withdrawn policy version stands.' USING ERRCODE = 'integrity_constraint_violation';
END IF;
RETURN NEW;
"""

VALUE = """
IF TG_OP <> 'INSERT' THEN
    EXECUTE 'SELECT approved_at IS NOT NULL FROM ' || quote_ident(TG_TABLE_SCHEMA)
        || '.versions_policyversion WHERE id = $1' INTO stands USING OLD.in_version_id;
    IF stands THEN
        RAISE EXCEPTION 'The values of an approved policy version cannot be changed.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
EXECUTE 'SELECT approved_at IS NOT NULL FROM ' || quote_ident(TG_TABLE_SCHEMA)
    || '.versions_policyversion WHERE id = $1' INTO stands USING NEW.in_version_id;
IF stands THEN
    RAISE EXCEPTION 'The values of an approved policy version cannot be changed.'
        USING ERRCODE = 'integrity_constraint_violation';
END IF;
RETURN NEW;
"""
