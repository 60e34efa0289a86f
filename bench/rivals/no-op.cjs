"use strict";

const pulumi = require("@pulumi/pulumi");

/** The provider's process loads the module from the stack's folder. */
const providerText = 'exports.handler=()=>require("./no-op-provider.cjs")';
exports.providerText = providerText;

/**
 * The outputs that Plivo determines. They must be declared as properties, according to Pulumi's
 * documentation.
 */
const outputs = {
  authId: undefined,
  sessionUuid: undefined,
  virtualNumber: undefined,
  status: undefined,
  createdTime: undefined,
  expiryTime: undefined,
};

/** The no-op provider. Each resource names it in one line, like this provider's resources. */
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
