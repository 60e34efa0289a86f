"use strict";

const { Agent } = require("node:https");
const { connect } = require("node:net");
const { URL } = require("node:url");

/*
 * Plivo's SDK has a fixed host. If this file is loaded before it, its connections go to the emulator, without
 * TLS, and are reused as the SDK intends, so that neither handshakes nor new connections slow it.
 */
Agent.prototype.createConnection = () => {
  const { port, hostname } = new URL(process.env.PLIVO_ENDPOINT);
  return connect(Number(port), hostname);
};
