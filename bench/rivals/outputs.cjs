"use strict";

/** What Plivo decides about a session: a class that is to have them as outputs names them as properties, as Pulumi's documentation says. */
exports.outputs = {
  authId: undefined,
  sessionUuid: undefined,
  virtualNumber: undefined,
  status: undefined,
  createdTime: undefined,
  expiryTime: undefined,
};
