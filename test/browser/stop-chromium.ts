export { stopChromium as default } from "./chromium.ts";
