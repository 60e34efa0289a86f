"use strict";

const pulumi = require("@pulumi/pulumi");

/** Its process loads the module from the stack's folder. */
const providerText = 'exports.handler=()=>require("./no-op-provider.cjs")';
exports.providerText = providerText;

/** What Plivo decides about a session: outputs must be properties, as Pulumi's documentation says. */
const outputs = {
  authId: undefined,
  sessionUuid: undefined,
  virtualNumber: undefined,
  status: undefined,
  createdTime: undefined,
  expiryTime: undefined,
};

/** The no-op, which each resource names in one line as this provider's resources do. */
class NoOp extends pulumi.CustomResource {
  constructor(name, args) {
    super("pulumi-nodejs:dynamic/bench:NoOp", name, { ...outputs, ...args, __provider: providerText });
  }
}

exports.declare = (name, { firstParty, secondParty, ...others }) => {
  new NoOp(name, {
    firstParty: pulumi.secret(firstParty),
    secondParty: pulumi.secret(secondParty),
    ...others,
  });
};
