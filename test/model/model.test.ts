import { proveOn } from "./prove";

proveOn("dynamic", 200);
