import { testQuickstart } from "./quickstart";

describe("examples/yaml-quickstart, by the commands of its README", () => {
  testQuickstart("yaml-quickstart");
});
