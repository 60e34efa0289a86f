"""Runs the program by Pulumi's Automation API, which needs no language host: operate.py preview, up or destroy."""

import sys
from pathlib import Path

from pulumi import automation

from two_accounts import two_accounts

stack = automation.create_or_select_stack(
    "dev",
    project_name="plivo-masking-python-two-accounts",
    program=two_accounts,
    opts=automation.LocalWorkspaceOptions(work_dir=str(Path(__file__).parent)),
)
operations = {"preview": stack.preview, "up": stack.up, "destroy": stack.destroy}
try:
    operations[sys.argv[1]](on_output=print)
except automation.CommandError:
    # Pulumi has printed the reason.
    sys.exit(1)
