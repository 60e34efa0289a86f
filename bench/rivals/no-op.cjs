"use strict";

const pulumi = require("@pulumi/pulumi");

/** The provider's process loads the module from the stack's folder. */
const providerText = 'exports.handler=()=>require("./no-op-provider.cjs")';
exports.providerText = providerText;

/**
 * The outputs that Plivo determines. They must be declared as properties, according to Pulumi's
 * documentation.
 */
const names = ["authId", "sessionUuid", "virtualNumber", "status", "createdTime", "expiryTime"];
const outputs = Object.fromEntries(names.map((name) => [name, undefined]));

/** The no-op provider. Each resource names it in one line, like this provider's resources. */
exports.MaskingSession = class extends pulumi.CustomResource {
  constructor(name, args) {
    const parties = {
      firstParty: pulumi.secret(args.firstParty),
      secondParty: pulumi.secret(args.secondParty),
    };
    const inputs = { ...outputs, ...args, ...parties, __provider: providerText };
    super("pulumi-nodejs:dynamic/bench:NoOp", name, inputs);
  }
};
