import { testQuickstart } from "./quickstart";

describe("examples/python-quickstart, by the commands of its README", () => {
  testQuickstart("python-quickstart");
});
