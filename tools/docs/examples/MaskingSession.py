import pulumi
import pulumi_plivo as plivo

config = pulumi.Config()

# A caller from another phone must enter a PIN, which Plivo generates.
ride = plivo.MaskingSession(
    "ride",
    first_party=config.require_secret("driver"),
    second_party=config.require_secret("rider"),
    session_expiry=86_400,  # seconds
    renew_before=28_800,
    is_pin_authentication_required=True,
    generate_pin=True,
    pin_prompt_play="https://media.example.com/enter-your-pin.mp3",
)

pulumi.export("number", ride.virtual_number)
pulumi.export("driversPin", ride.first_party_pin)  # [secret]
