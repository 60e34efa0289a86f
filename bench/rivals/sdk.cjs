"use strict";

const plivo = require("plivo");
const pulumi = require("@pulumi/pulumi");

/* A simple dynamic provider on Plivo's SDK, with create, update, read and delete. */

const sessions = () =>
  new plivo.Client(process.env.PLIVO_AUTH_ID, process.env.PLIVO_AUTH_TOKEN).maskingSession;

const createOnly = ["firstParty", "secondParty"];
const changeable = ["sessionExpiry", "ringTimeout"];

const differing = (names, olds, news) => names.filter((name) => olds[name] !== news[name]);

const provider = {
  async diff(_id, olds, news) {
    const replaces = differing(createOnly, olds, news);
    const changes = replaces.length > 0 || differing(changeable, olds, news).length > 0;
    return { changes, replaces };
  },

  async create({ firstParty, secondParty, sessionExpiry, ringTimeout }) {
    const options = { sessionExpiry, ringTimeout };
    const created = await sessions().createMaskingSession(firstParty, secondParty, options);
    const { sessionUuid, virtualNumber, session } = created;
    const { status, createdTime, expiryTime } = session;
    const declared = { firstParty, secondParty, ...options };
    const outs = { ...declared, sessionUuid, virtualNumber, status, createdTime, expiryTime };
    return { id: sessionUuid, outs };
  },

  async read(id, props) {
    const { response } = await sessions().getMaskingSession(id);
    const { virtualNumber, status, expiryTime } = response;
    return { id, props: { ...props, virtualNumber, status, expiryTime } };
  },

  async update(id, olds, news) {
    const changed = Object.fromEntries(differing(changeable, olds, news).map((name) => [name, news[name]]));
    await sessions().updateMaskingSession(id, changed);
    return { outs: { ...olds, ...news } };
  },

  async delete(id) {
    await sessions().deleteMaskingSession(id);
  },
};

exports.MaskingSession = class Session extends pulumi.dynamic.Resource {
  constructor(name, args) {
    const parties = {
      firstParty: pulumi.secret(args.firstParty),
      secondParty: pulumi.secret(args.secondParty),
    };
    super(provider, name, { ...args, ...parties });
  }
};
