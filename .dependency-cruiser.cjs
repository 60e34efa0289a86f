"use strict";

/** Paths are relative to the repository's root; a package's path begins wherever npm has put it. */
const npmPackage = (/** @type {string} */ name) => `(^|/)node_modules/${name}/`;

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Move what both files need into a third one, which imports neither.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-import-of-the-resource-class",
      comment:
        "masking-session.ts is the outermost layer and runs in programs only; move what is shared into dynamic-provider.ts or session/.",
      severity: "error",
      from: { path: "^provider/", pathNot: "^provider/(index|masking-session)\\.ts$" },
      to: { path: "^provider/(index|masking-session)\\.ts$" },
    },
    {
      name: "session-knows-no-host",
      comment:
        "session/ holds rules over plain data for any host: hand the value in as a parameter, or move the rule into session/.",
      severity: "error",
      from: { path: "^provider/session/" },
      to: {
        path: "^provider/",
        pathNot:
          "^provider/(session/|plivo/|(clock|errors|visible|loopback|url-credentials|phone-number)\\.ts$)",
      },
    },
    {
      name: "plivo-knows-no-session",
      comment: "plivo/ is the vendor's API alone: say it in the API's terms here and translate in session/.",
      severity: "error",
      from: { path: "^provider/plivo/" },
      to: {
        path: "^provider/",
        pathNot: "^provider/(plivo/|(clock|errors|visible|loopback|url-credentials|phone-number)\\.ts$)",
      },
    },
    {
      name: "reading-knows-no-host",
      comment:
        "reading/ stands on the vendor's API and the schemas of arguments, for programs and scripts alike: hand in what is the host's.",
      severity: "error",
      from: { path: "^provider/reading/" },
      to: {
        path: "^provider/",
        pathNot:
          "^provider/((reading|session|plivo)/|(clock|errors|visible|loopback|url-credentials|phone-number)\\.ts$)",
      },
    },
    {
      name: "functions-in-programs-only",
      comment:
        "functions/ loads Pulumi's SDK and runs in programs: share what is needed elsewhere in reading/.",
      severity: "error",
      from: { path: "^provider/", pathNot: "^provider/(functions/|index\\.ts$)" },
      to: { path: "^provider/functions/" },
    },
    {
      name: "reading-out-of-the-provider-process",
      comment: "The provider's process would load at each start what it never uses.",
      severity: "error",
      from: { path: "^provider/", pathNot: "^provider/((reading|functions|command)/|(index|client)\\.ts$)" },
      to: { path: "^provider/(reading/|client\\.ts$)" },
    },
    {
      name: "command-stands-on-the-client",
      comment:
        "command/ looks after sessions beside Pulumi's programs: it takes the client, the reads, the callbacks and the account's settings, and nothing of the provider's life.",
      severity: "error",
      from: { path: "^provider/command/" },
      to: {
        path: "^provider/",
        pathNot:
          "^provider/((command|reading|plivo)/|callbacks/index\\.ts$|session/(fields|expiry)\\.ts$|(client|config|resource-type|project-address|node-version|clock|errors|visible|url-credentials)\\.ts$)",
      },
    },
    {
      name: "command-for-nobody",
      comment: "The command is a program of its own: move what others need out of command/.",
      severity: "error",
      from: { path: "^provider/", pathNot: "^provider/command/" },
      to: { path: "^provider/command/" },
    },
    {
      name: "commander-in-the-command",
      comment: "Options of a command line are the affair of command/ alone.",
      severity: "error",
      from: { path: "^provider/", pathNot: "^provider/command/" },
      to: { path: npmPackage("commander") },
    },
    {
      name: "callbacks-stand-alone",
      comment:
        "callbacks/ runs in other people's servers and must load fast: take nothing but errors.ts and the vendor's plain formats, and no package.",
      severity: "error",
      from: { path: "^provider/callbacks/" },
      to: {
        path: "^provider/|(^|/)node_modules/",
        pathNot: "^provider/(callbacks/|errors\\.ts$|plivo/(time|session-uuid)\\.ts$)",
      },
    },
    {
      name: "callbacks-for-others",
      comment: "The provider receives no callbacks: move what both need out of callbacks/.",
      severity: "error",
      from: { path: "^provider/", pathNot: "^provider/(callbacks|command)/" },
      to: { path: "^provider/callbacks/" },
    },
    {
      name: "pulumi-at-the-edge",
      comment:
        "@pulumi/pulumi belongs to index.ts, require-sdk.ts, masking-session.ts and its arguments, functions/, config.ts and dynamic-provider.ts; hand plain values further in.",
      severity: "error",
      from: {
        path: "^provider/",
        pathNot:
          "^provider/(functions/|(index|require-sdk|masking-session|masking-session-args|undeclared-outputs|program-error|config|dynamic-provider|host-errors|stored-configuration)\\.ts$)",
      },
      to: { path: npmPackage("@pulumi") },
    },
    {
      name: "pulumi-types-only-in-the-provider-process",
      comment: "Write `import type`: loading the SDK would cost the provider's process 0.4 s at each start.",
      severity: "error",
      from: { path: "^provider/(config|dynamic-provider|host-errors|stored-configuration)\\.ts$" },
      to: { path: npmPackage("@pulumi"), dependencyTypesNot: ["type-only"] },
    },
    {
      name: "zod-where-data-enters",
      comment:
        "Put the schema into session/values.ts (arguments), reading/ (filters) or command/ (exported states) and import its parsed type; what answers hold is read by plivo/schemas.ts, since each request would wait for zod.",
      severity: "error",
      from: { path: "^provider/", pathNot: "^provider/(session|reading|command)/" },
      to: { path: npmPackage("zod") },
    },
    {
      name: "undici-in-plivo",
      comment: "HTTP is plivo/'s affair: add a method to its client.",
      severity: "error",
      from: { path: "^provider/", pathNot: "^provider/plivo/" },
      to: { path: npmPackage("undici") },
    },
    {
      name: "phone-numbers-in-one-file",
      comment: "A number has one form everywhere: take it from phone-number.ts.",
      severity: "error",
      from: { path: "^provider/", pathNot: "^provider/phone-number\\.ts$" },
      to: { path: npmPackage("libphonenumber-js") },
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
      name: "provider-without-emulator",
      comment:
        "What is published must not need the emulator: use it from test/, examples/, tools/ or bench/.",
      severity: "error",
      from: { path: "^provider/" },
      to: { path: "^(emulator|tools|test|examples|bench)/|(^|/)node_modules/plivo-masking-emulator/" },
    },
    {
      name: "no-development-dependency",
      comment:
        "What is published may use `dependencies` and `peerDependencies` only: move the package there, or do without.",
      severity: "error",
      from: { path: "^provider/" },
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
