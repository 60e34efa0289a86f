import * as pulumi from "@pulumi/pulumi";

/** The rider's number is the same in each edition; the driver's changes, and so does the time to ring. */
const provider = `
const number = (last) => ["+1202", 555, "0" + last].join("");
const outputs = ({ edition }) => ({ edition, rider: number(263), driver: number(270 + edition), ring: 20 + edition });
exports.handler = () => ({
  create: async (inputs) => ({ id: "directory", outs: outputs(inputs) }),
  update: async (id, olds, news) => ({ outs: outputs(news) }),
});`;

/** A resource of another kind. A preview knows none of its outputs before a create or an update. */
export class Directory extends pulumi.CustomResource {
  declare public readonly rider: pulumi.Output<string>;
  declare public readonly driver: pulumi.Output<string>;
  declare public readonly ring: pulumi.Output<number>;

  constructor(name: string, edition: number) {
    super(
      "pulumi-nodejs:dynamic/test:Directory",
      name,
      { rider: undefined, driver: undefined, ring: undefined, edition, __provider: provider },
      { additionalSecretOutputs: ["rider", "driver"] },
    );
  }
}
