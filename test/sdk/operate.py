"""Runs a program by Pulumi's Automation API: operate.py PROGRAM EVENTS OPERATION.

EVENTS is the file that takes what the engine says to programs.
"""

import json
import runpy
import sys
from pathlib import Path

from pulumi import automation

program_file, events_file, operation = sys.argv[1:]

stack = automation.create_or_select_stack(
    "dev",
    project_name="rides",
    program=lambda: runpy.run_path(program_file),
    opts=automation.LocalWorkspaceOptions(work_dir="."),
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
