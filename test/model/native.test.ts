import { proveOn } from "./prove.ts";

// Few runs: both hosts share the lifecycle, which the dynamic host proves in more runs.
proveOn("native", 40);
