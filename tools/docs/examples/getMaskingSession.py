import pulumi
import pulumi_plivo as plivo

session = plivo.get_masking_session(session_uuid="4189591e-d004-4801-abdf-8893c15e5dcd")

pulumi.export("status", session.status)
pulumi.export("cost", session.total_session_amount)
