"use strict";

/**
 * The table of a session's arguments. It is pure data, from which plivo/ writes requests and reads responses.
 */
const table = "session/(fields|rows|kinds)";

/**
 * The folders of provider/ that the files of each folder may import. Folders that are not listed import no
 * other.
 */
const folders = {
  common: [],
  plivo: ["common", table],
  session: ["plivo", "common"],
  accounts: ["session", "plivo", "common"],
  lifecycle: ["session", "accounts", "plivo", "common"],
  dynamic: ["lifecycle", "session", "accounts", "plivo", "common"],
  client: ["accounts", "session", "plivo", "common"],
  sdk: ["client", "accounts", "session", "plivo", "common"],
  callbacks: ["plivo", "common"],
  command: ["client", "callbacks", "accounts", "session", "plivo", "common"],
};

/** The folders of emulator/. Each may import those before it. common/ and domain/ do not use HTTP. */
const emulator = [
  "common",
  "domain",
  "callbacks",
  "calls",
  "faults",
  "data",
  "emulation",
  "routes",
  "server",
];

/** The only places that may import a package. */
const packages = {
  undici: "plivo/",
  "libphonenumber-js": "common/phone-number\\.ts$",
  zod: "(session|client|command)/",
  commander: "command/",
  "@pulumi": "(sdk|dynamic)/",
};

const provider = (/** @type {string} */ path) => `^provider/${path}`;
/** Paths are relative to the repository's root. A package's path starts wherever npm has installed it. */
const npmPackage = (/** @type {string} */ name) => `(^|/)node_modules/${name}/`;

/** @type {import("dependency-cruiser").IForbiddenRuleType[]} */
const oneWay = Object.entries(folders).map(([folder, others]) => ({
  name: `${folder}-imports`,
  comment: `${folder}/ may import ${others.length === 0 ? "nothing else of provider/" : others.map((other) => (other === table ? "the table of session/" : `${other}/`)).join(", ")}: move what it needs there, or hand it in.`,
  severity: "error",
  from: { path: provider(`${folder}/`) },
  to: { path: provider(""), pathNot: provider(`(${[folder, ...others].join("|")})[/.]`) },
}));

/** @type {import("dependency-cruiser").IForbiddenRuleType[]} */
const emulatorOneWay = emulator.map((folder, place) => ({
  name: "emulator-one-way",
  comment: `${folder}/ may import what stands before it only (${emulator.join(", ")}): move what it needs there, or hand it in.`,
  severity: "error",
  from: { path: `^emulator/${folder}/` },
  to: {
    path: [
      `^emulator/(?!(${emulator.slice(0, place + 1).join("|")})/)`,
      ...(place < emulator.indexOf("callbacks") ? ["^(node:)?https?$"] : []),
      ...(place < emulator.indexOf("routes") ? [npmPackage("fastify")] : []),
    ],
  },
}));

/** @type {import("dependency-cruiser").IForbiddenRuleType[]} */
const inOnePlace = Object.entries(packages).map(([name, place]) => ({
  name: `${name.replace("@", "")}-in-one-place`,
  comment: `${name} is imported in provider/${place} alone: hand plain values further in.`,
  severity: "error",
  from: { path: provider(""), pathNot: [provider(place), provider("index\\.ts$")] },
  to: { path: npmPackage(name) },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...oneWay,
    ...emulatorOneWay,
    ...inOnePlace,
    {
      name: "no-cycles",
      comment: "Move what both files need into a third one, which imports neither.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "pulumi-types-only-in-its-host",
      comment: "Write `import type`: loading the SDK would cost the provider's process 0.4 s at each start.",
      severity: "error",
      from: { path: provider("dynamic/") },
      to: { path: npmPackage("@pulumi"), dependencyTypesNot: ["type-only"] },
    },
    {
      name: "callbacks-without-packages",
      comment: "callbacks/ runs in other people's servers and must load fast.",
      severity: "error",
      from: { path: provider("callbacks/") },
      to: { path: "(^|/)node_modules/" },
    },
    {
      name: "emulator-stands-alone",
      comment:
        "The emulator is written from the vendor's documents: state the behaviour again, don't share it with the provider.",
      severity: "error",
      from: { path: "^emulator/" },
      to: { path: "^(provider|dist)/|(^|/)node_modules/pulumi-plivo-masking/" },
    },
    {
      name: "provider-stands-alone",
      comment:
        "What is published must need nothing that is not: use it from test/, examples/, tools/ or bench/.",
      severity: "error",
      from: { path: provider("") },
      to: { path: "^(emulator|plugin|tools|test|examples|bench)/|(^|/)node_modules/plivo-masking-emulator/" },
    },
    {
      name: "plugin-translates",
      comment:
        "The plugin translates Pulumi's protocol for lifecycle/, and knows no rule of sessions: move the rule to session/, or the request to lifecycle/.",
      severity: "error",
      from: { path: "^plugin/.*\\.ts$" },
      to: {
        path: [
          "^(emulator|tools|test|examples|bench|dist)/",
          provider("(dynamic|sdk|callbacks|command)/"),
          npmPackage("(?!@grpc/grpc-js|google-protobuf|@pulumi/pulumi)[^/]+"),
        ],
        pathNot: npmPackage("@(grpc|pulumi|types)"),
      },
    },
    {
      name: "grpc-in-the-plugin",
      comment: "Pulumi's protocol is spoken in plugin/ alone.",
      severity: "error",
      from: { path: provider("") },
      to: { path: npmPackage("(@grpc/grpc-js|google-protobuf)") },
    },
    {
      name: "no-development-dependency",
      comment:
        "What is published may use `dependencies` and `peerDependencies` only: move the package there, or do without.",
      severity: "error",
      from: { path: provider("") },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg"], dependencyTypesNot: ["npm-peer"] },
    },
    {
      name: "no-unresolvable",
      comment: "The import leads nowhere: correct its path, or add the package to package.json.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "(^|/)dist/"] },
    exclude: { path: "(^|/)\\.cache/" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["node", "require", "types", "default"],
    },
  },
};
