package main

import (
	"github.com/example/pulumi-plivo-masking/sdk/go/plivo"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

// Three sessions between the people of a delivery.
func quickstart(ctx *pulumi.Context) error {
	cfg := config.New(ctx, "")
	// Reserved test numbers, so that the example runs. Set yours with `pulumi config set --secret`.
	driver := numberOf(cfg, "driver", "+1 202 555 0100")
	customer := numberOf(cfg, "customer", "+1 202 555 0111")
	kitchen := numberOf(cfg, "kitchen", "+1 202 555 0122")
	ringTimeout := 30
	if given, err := cfg.TryInt("ringTimeout"); err == nil {
		ringTimeout = given
	}

	// The driver and the customer can reach each other for an hour.
	delivery, err := plivo.NewMaskingSession(ctx, "delivery", &plivo.MaskingSessionArgs{
		FirstParty:    driver,
		SecondParty:   customer,
		SessionExpiry: pulumi.Int(3600), // seconds
		RingTimeout:   pulumi.Int(ringTimeout),
	})
	if err != nil {
		return err
	}

	// A caller from another phone must enter a PIN, which Plivo generates.
	pickup, err := plivo.NewMaskingSession(ctx, "pickup", &plivo.MaskingSessionArgs{
		FirstParty:                  driver,
		SecondParty:                 kitchen,
		IsPinAuthenticationRequired: pulumi.Bool(true),
		GeneratePin:                 pulumi.Bool(true),
		PinPromptPlay:               pulumi.String("https://media.example.com/enter-your-pin.mp3"),
	})
	if err != nil {
		return err
	}

	// Calls are recorded, and Plivo reports the recordings to a URL.
	complaint, err := plivo.NewMaskingSession(ctx, "complaint", &plivo.MaskingSessionArgs{
		FirstParty:           customer,
		SecondParty:          kitchen,
		Record:               pulumi.Bool(true),
		RecordingCallbackUrl: pulumi.String("https://example.com/plivo/recordings"),
	})
	if err != nil {
		return err
	}

	ctx.Export("deliveryNumber", delivery.VirtualNumber)
	ctx.Export("pickupNumber", pickup.VirtualNumber)
	ctx.Export("pickupPin", pickup.FirstPartyPin)
	ctx.Export("complaintNumber", complaint.VirtualNumber)
	return nil
}

// A phone number from the stack's configuration, or this default.
func numberOf(cfg *config.Config, key, otherwise string) pulumi.StringInput {
	if given, err := cfg.TrySecret(key); err == nil {
		return given
	}
	return pulumi.String(otherwise)
}
