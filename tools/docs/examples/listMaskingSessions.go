package main

import (
	"github.com/example/pulumi-plivo-masking/sdk/go/plivo"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		found, err := plivo.ListMaskingSessions(ctx, &plivo.ListMaskingSessionsArgs{
			Filters: &plivo.SessionFilters{
				Status:         pulumi.StringRef("active"),
				CreatedTimeGte: pulumi.StringRef("2026-01-01T00:00:00Z"),
			},
			MaxResults: pulumi.IntRef(500),
		})
		if err != nil {
			return err
		}
		ctx.Export("live", pulumi.Int(len(found.Sessions)))
		ctx.Export("isComplete", pulumi.Bool(!found.More))
		return nil
	})
}
