"use strict";

const pulumi = require("@pulumi/pulumi");
const { outputs } = require("./outputs.cjs");

/** The module lies in the stack's folder, from which the provider's process loads it. */
const providerText = 'exports.handler=()=>require("./no-op.cjs")';
exports.providerText = providerText;

/** The same no-op, which each resource only names: the least that the engine can cost. */
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
