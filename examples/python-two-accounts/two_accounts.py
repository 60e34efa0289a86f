"""Sessions of two accounts: one of the environment's, one of an explicit provider's."""

import pulumi
import pulumi_plivo as plivo


def two_accounts() -> None:
    config = pulumi.Config()
    agent = config.get_secret("agent") or "+1 202 555 0144"
    customer = config.get_secret("customer") or "+1 202 555 0155"

    # In the account of PLIVO_AUTH_ID, or of the stack's plivo:authId.
    order = plivo.MaskingSession(
        "order",
        first_party=agent,
        second_party=customer,
        session_expiry=7200,  # seconds
    )

    # In the account of the explicit provider, regardless of the environment.
    support = plivo.Provider(
        "support",
        auth_id=config.require("supportAuthId"),
        auth_token=config.require_secret("supportAuthToken"),
        endpoint=config.get("supportEndpoint"),  # of an emulator; default: Plivo's own
        requests_per_second=20,
    )
    complaint = plivo.MaskingSession(
        "complaint",
        first_party=agent,
        second_party=customer,
        session_expiry=7200,
        opts=pulumi.ResourceOptions(provider=support),
    )

    pulumi.export("orderNumber", order.virtual_number)
    pulumi.export("orderAccount", order.auth_id)
    pulumi.export("complaintNumber", complaint.virtual_number)
    pulumi.export("complaintAccount", complaint.auth_id)
