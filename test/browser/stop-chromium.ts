export { stopChromium as default } from "./chromium";
