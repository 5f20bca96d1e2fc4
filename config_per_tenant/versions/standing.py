"""What the database itself holds fast: an approved version and its values stand, whoever writes and by whatever way.

Table names are qualified with the schema of the row at hand, so that a copied schema guards its own rows.
"""

# Once approved, three facts may be added: that it took effect, and, until it has, that it was withdrawn, or that it was
# moved to another day by somebody who neither drafted nor submitted it.
MAY_FOLLOW = (
    "text[] := ARRAY['applied_at', 'effective_from', 'withdrawn_at', 'withdrawn_by_id', 'withdrawn_by_name',"
    " 'withdrawn_reason', 'version']"
)
VERSION = """
IF OLD.approved_at IS NULL THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF NEW.is_opening IS DISTINCT FROM OLD.is_opening THEN
        RAISE EXCEPTION 'Which version opened the policy stands.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.approved_at IS NOT NULL AND NOT NEW.is_opening THEN
        EXECUTE 'SELECT EXISTS (SELECT 1 FROM ' || quote_ident(TG_TABLE_SCHEMA) || '.versions_policyedit'
            || ' WHERE in_version_id = $1 AND by_id = $2)' INTO is_recorded USING NEW.id, NEW.approved_by_id;
        IF is_recorded THEN
            RAISE EXCEPTION 'A policy version is approved by somebody who changed nothing in it.'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END IF;
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
    OR NEW.effective_from IS DISTINCT FROM OLD.effective_from
) THEN
    RAISE EXCEPTION 'A policy version that has taken effect stands.' USING ERRCODE = 'integrity_constraint_violation';
END IF;
IF OLD.withdrawn_at IS NOT NULL THEN
    RAISE EXCEPTION 'A withdrawn policy version stands.' USING ERRCODE = 'integrity_constraint_violation';
END IF;
IF NEW.effective_from IS DISTINCT FROM OLD.effective_from THEN
    EXECUTE 'SELECT EXISTS (SELECT 1 FROM ' || quote_ident(TG_TABLE_SCHEMA) || '.versions_rescheduling'
        || ' WHERE in_version_id = $1 AND held_at = $2 AND was = $3 AND becomes = $4'
        || ' AND by_id IS DISTINCT FROM $5 AND by_id IS DISTINCT FROM $6 AND NOT EXISTS (SELECT 1 FROM '
        || quote_ident(TG_TABLE_SCHEMA) || '.versions_policyedit e'
        || ' WHERE e.in_version_id = $1 AND e.by_id = versions_rescheduling.by_id))'
        INTO is_recorded
        USING OLD.id, OLD.version, OLD.effective_from, NEW.effective_from, OLD.drafted_by_id, OLD.submitted_by_id;
    IF NOT is_recorded THEN
        RAISE EXCEPTION 'An approved policy version is moved only with a record by a second person.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
END IF;
RETURN NEW;
"""

VALUE = """
IF TG_OP <> 'INSERT' THEN
    EXECUTE 'SELECT approved_at IS NOT NULL OR (submitted_at IS NOT NULL AND NOT is_opening) FROM ' || quote_ident(TG_TABLE_SCHEMA)
        || '.versions_policyversion WHERE id = $1' INTO stands USING OLD.in_version_id;
    IF stands THEN
        RAISE EXCEPTION 'The values of a submitted or approved policy version cannot be changed.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
EXECUTE 'SELECT approved_at IS NOT NULL OR (submitted_at IS NOT NULL AND NOT is_opening) FROM ' || quote_ident(TG_TABLE_SCHEMA)
    || '.versions_policyversion WHERE id = $1' INTO stands USING NEW.in_version_id;
IF stands THEN
    RAISE EXCEPTION 'The values of a submitted or approved policy version cannot be changed.'
        USING ERRCODE = 'integrity_constraint_violation';
END IF;
RETURN NEW;
"""  # noqa: E501 - each line is one line of the function in the database
