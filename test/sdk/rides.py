"""A program on the generated package: rides.py DECLARED EVENTS OPERATION, by Pulumi's Automation API.

DECLARED is a JSON file of sessions by name, with the arguments of MaskingSession, and `import` for the option. EVENTS
takes what the engine says to programs.
"""

import json
import sys
from pathlib import Path

import pulumi
import pulumi_plivo as plivo
from pulumi import automation

declared_file, events_file, operation = sys.argv[1:]


def program() -> None:
    declared = json.loads(Path(declared_file).read_text())
    for name, arguments in declared.items():
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


stack = automation.create_or_select_stack(
    "dev", project_name="rides", program=program, opts=automation.LocalWorkspaceOptions(work_dir=".")
)
events = []


def keep(event: automation.EngineEvent) -> None:
    # Pulumi's own debug events carry the program's arguments in clear.
    if event.diagnostic_event is None or event.diagnostic_event.severity != "debug":
        events.append(event)


options = {"on_output": print, "on_event": keep}
try:
    if operation == "preview":
        stack.preview(diff=True, **options)
    else:
        getattr(stack, operation)(**options)
except automation.CommandError:
    sys.exit(1)
finally:
    Path(events_file).write_text(json.dumps(events, default=vars))
