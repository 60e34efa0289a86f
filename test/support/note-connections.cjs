"use strict";

/*
 * A preload that writes each connection of a process, as "host port" or a socket's path, and each lookup, as
 * "lookup name", to the file in MASKING_CONNECTIONS, one line each.
 */

const { appendFileSync } = require("node:fs");
const dns = require("node:dns");
const net = require("node:net");

const file = process.env["MASKING_CONNECTIONS"];

function note(line) {
  appendFileSync(file, `${line}\n`);
}

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...parameters) {
  const given = [parameters[0]].flat()[0];
  const { host = "localhost", port, path } = typeof given === "object" ? given : { port: given };
  note(path ?? `${host} ${port}`);
  return connect.apply(this, parameters);
};

const { lookup } = dns;
dns.lookup = function (name, ...rest) {
  if (net.isIP(name) === 0) note(`lookup ${name}`);
  return lookup.call(this, name, ...rest);
};
