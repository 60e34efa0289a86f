import type { Service } from "../../plugin/service.ts";
import { fromStruct, type Properties } from "../../plugin/values.ts";

type Sent = Parameters<typeof fromStruct>[0];
interface Request {
  readonly getNews?: () => Sent;
  readonly getOlds?: () => Sent;
  readonly getProperties?: () => Sent;
  readonly getPreview?: () => boolean;
}

const methods = ["check", "diff", "create", "read", "update", "delete"];

/**
 * The same service, which records each call about a resource, with the session's first party, like
 * record-calls.cjs.
 */
export function recordPluginCalls(service: Service, calls: string[]): Service {
  return new Proxy(service, {
    get: (target, name) => {
      const method = target[name as keyof Service] as (request: unknown) => unknown;
      return (request: Request) => {
        if (methods.includes(String(name))) calls.push(callText(String(name), request));
        return method.call(target, request);
      };
    },
  });
}

function callText(name: string, request: Request): string {
  const { firstParty } = propertiesOf(request).values;
  const isFirst = name === "check" && Object.keys(fromStruct(request.getOlds?.()).values).length === 0;
  const details = isFirst ? " without olds" : request.getPreview?.() === true ? " in a preview" : "";
  return `${name}${details} ${String(firstParty)}`;
}

function propertiesOf(request: Request): Properties {
  return fromStruct(request.getNews?.() ?? request.getProperties?.());
}
