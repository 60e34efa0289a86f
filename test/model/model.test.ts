import { proveOn } from "./prove.ts";

proveOn("dynamic", 200);
