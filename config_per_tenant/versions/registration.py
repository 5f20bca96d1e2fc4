"""What this app tells the kernel: what a policy version is called when audit speaks of one, and where settings are."""

from config_per_tenant.versions.models import PolicyVersion
from hearth.subjects import subject_kind

subject_kind("policy_version", model=PolicyVersion, url="policy:version", noun="policy version")
