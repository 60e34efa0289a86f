"""Three sessions between the people of a delivery."""

import pulumi
import pulumi_plivo as plivo


def quickstart() -> None:
    config = pulumi.Config()
    # Reserved test numbers, so that the example runs. Set yours with `pulumi config set --secret`.
    driver = config.get_secret("driver") or "+1 202 555 0100"
    customer = config.get_secret("customer") or "+1 202 555 0111"
    kitchen = config.get_secret("kitchen") or "+1 202 555 0122"

    # The driver and the customer can reach each other for an hour.
    delivery = plivo.MaskingSession(
        "delivery",
        first_party=driver,
        second_party=customer,
        session_expiry=3600,  # seconds
        ring_timeout=config.get_int("ringTimeout") or 30,
    )

    # A caller from another phone must enter a PIN, which Plivo generates.
    pickup = plivo.MaskingSession(
        "pickup",
        first_party=driver,
        second_party=kitchen,
        is_pin_authentication_required=True,
        generate_pin=True,
        pin_prompt_play="https://media.example.com/enter-your-pin.mp3",
    )

    # Calls are recorded, and Plivo reports the recordings to a URL.
    complaint = plivo.MaskingSession(
        "complaint",
        first_party=customer,
        second_party=kitchen,
        record=True,
        recording_callback_url="https://example.com/plivo/recordings",
    )

    pulumi.export("deliveryNumber", delivery.virtual_number)
    pulumi.export("pickupNumber", pickup.virtual_number)
    pulumi.export("pickupPin", pickup.first_party_pin)
    pulumi.export("complaintNumber", complaint.virtual_number)
