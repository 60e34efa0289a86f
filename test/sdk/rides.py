"""Sessions by the generated package, as declared.json has them: arguments of MaskingSession by name, and the option import."""

import json
from pathlib import Path

import pulumi
import pulumi_plivo as plivo

for name, arguments in json.loads(Path("declared.json").read_text()).items():
    existing = arguments.pop("import", None)
    session = plivo.MaskingSession(
        name,
        plivo.MaskingSessionArgs(**arguments, on_expiry=plivo.OnExpiry.RECREATE),
        opts=pulumi.ResourceOptions(import_=existing, protect=False),
    )
    report = plivo.get_masking_session_output(session_uuid=session.session_uuid)
    pulumi.export(f"{name}Number", session.virtual_number)
    pulumi.export(f"{name}Party", session.first_party)
    pulumi.export(f"{name}Length", report.duration)
