"""What `pulumi up` runs."""

from quickstart import quickstart

quickstart()
