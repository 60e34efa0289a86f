"""What `pulumi up` runs."""

from two_accounts import two_accounts

two_accounts()
