import { testQuickstart } from "./quickstart.ts";

describe("examples/yaml-quickstart, by the commands of its README", () => {
  testQuickstart("yaml-quickstart");
});
