"use strict";

const crypto = require("node:crypto");

/** A dynamic provider that sends no request and returns a session's outputs: the cost of Pulumi's engine. */
module.exports = {
  async check(_olds, news) {
    return { inputs: news };
  },

  async diff(_id, olds, news) {
    const changes = Object.keys(news).some((name) => name !== "__provider" && olds[name] !== news[name]);
    return { changes };
  },

  async create(inputs) {
    const sessionUuid = crypto.randomUUID();
    const outs = {
      ...inputs,
      authId: "MAEMULATOR",
      sessionUuid,
      virtualNumber: "+14155550100",
      status: "active",
      createdTime: "2026-01-01T00:00:00Z",
      expiryTime: "2026-01-02T00:00:00Z",
    };
    return { id: sessionUuid, outs };
  },

  async read(id, props) {
    return { id, props };
  },

  async delete() {},
};
