package main

import (
	"github.com/example/pulumi-plivo-masking/sdk/go/plivo"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		session, err := plivo.LookupMaskingSession(ctx, &plivo.LookupMaskingSessionArgs{
			SessionUuid: "4189591e-d004-4801-abdf-8893c15e5dcd",
		})
		if err != nil {
			return err
		}
		ctx.Export("status", pulumi.StringPtrFromPtr(session.Status))
		ctx.Export("cost", pulumi.StringPtrFromPtr(session.TotalSessionAmount))
		return nil
	})
}
