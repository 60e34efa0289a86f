"use strict";

const { Agent } = require("node:https");
const { connect } = require("node:net");

// The vendor's SDK has its host written in: its TLS connections become plain ones to the emulator.
Agent.prototype.createConnection = () => connect(Number(process.env["EMULATOR_PORT"]), "127.0.0.1");
Agent.prototype.keepSocketAlive = () => false;
