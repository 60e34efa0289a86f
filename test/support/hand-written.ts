import * as pulumi from "@pulumi/pulumi";

/** A provider as users write it by hand: one POST, and the arguments unchanged in the state. */
const provider: pulumi.dynamic.ResourceProvider = {
  async create(inputs: Record<string, unknown>) {
    const {
      PLIVO_AUTH_ID: authId = "",
      PLIVO_AUTH_TOKEN: token = "",
      PLIVO_ENDPOINT: endpoint = "",
    } = process.env;
    const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const declared = Object.entries(inputs).filter(([name]) => name !== "__provider");
    const response = await fetch(`${endpoint}/v1/Account/${authId}/Masking/Session`, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`${authId}:${token}`).toString("base64")}`,
        "content-type": "application/json",
      },
      body: JSON.stringify(Object.fromEntries(declared.map(([name, value]) => [snake(name), value]))),
    });
    const { session_uuid: id, ...answer } = (await response.json()) as {
      session_uuid: string;
      virtual_number: string;
    };
    return { id, outs: { ...inputs, virtual_number: answer.virtual_number } };
  },
};

/** A session of a hand-written dynamic provider. Its arguments have the program's names. */
export class HandWrittenSession extends pulumi.dynamic.Resource {
  constructor(name: string, args: Readonly<Record<string, unknown>>) {
    super(provider, name, args);
  }
}
