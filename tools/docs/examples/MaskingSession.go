package main

import (
	"github.com/example/pulumi-plivo-masking/sdk/go/plivo"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		cfg := config.New(ctx, "")
		// A caller from another phone must enter a PIN, which Plivo generates.
		ride, err := plivo.NewMaskingSession(ctx, "ride", &plivo.MaskingSessionArgs{
			FirstParty:                  cfg.RequireSecret("driver"),
			SecondParty:                 cfg.RequireSecret("rider"),
			SessionExpiry:               pulumi.Int(86_400), // seconds
			RenewBefore:                 pulumi.Int(28_800),
			IsPinAuthenticationRequired: pulumi.Bool(true),
			GeneratePin:                 pulumi.Bool(true),
			PinPromptPlay:               pulumi.String("https://media.example.com/enter-your-pin.mp3"),
		})
		if err != nil {
			return err
		}
		ctx.Export("number", ride.VirtualNumber)
		ctx.Export("driversPin", ride.FirstPartyPin) // [secret]
		return nil
	})
}
