import pulumi
import pulumi_plivo as plivo

found = plivo.list_masking_sessions(
    filters=plivo.SessionFilters(status="active", created_time_gte="2026-01-01T00:00:00Z"),
    max_results=500,
)

pulumi.export("live", len(found.sessions))
pulumi.export("isComplete", not found.more)
