import { proveOn } from "./prove.ts";

// The rules are the lifecycle's, which the dynamic host proves in more runs: these prove what the plugin
// makes of them.
proveOn("native", 40);
