"use strict";

const pulumi = require("@pulumi/pulumi");
const { outputs } = require("./outputs.cjs");
const provider = require("./no-op.cjs");

/** The no-op in the documented way: Pulumi serialises its methods into each resource. */
class NoOp extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super(provider, name, { ...outputs, ...args });
  }
}

exports.declare = (name, { firstParty, secondParty, ...others }) => {
  new NoOp(name, {
    firstParty: pulumi.secret(firstParty),
    secondParty: pulumi.secret(secondParty),
    ...others,
  });
};
