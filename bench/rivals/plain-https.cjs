"use strict";

const { Agent } = require("node:https");
const { connect } = require("node:net");
const { URL } = require("node:url");

/*
 * Plivo's SDK has its host written in. Loaded before it, this leads its connections to the emulator, without TLS, and lets them be
 * kept and used again as the SDK means it: neither handshakes nor new connections are held against it.
 */
Agent.prototype.createConnection = () => {
  const { port, hostname } = new URL(process.env.PLIVO_ENDPOINT);
  return connect(Number(port), hostname);
};
