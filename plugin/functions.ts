import { CheckFailure, InvokeResponse, type InvokeRequest } from "@pulumi/pulumi/proto/provider_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import type { SessionDetails, SessionReader } from "../provider/client/queries";
import type { SessionFilters } from "../provider/client/filters";
import { ProviderError } from "../provider/common/errors";
import { field, isFieldName } from "../provider/session/fields";
import { errorText } from "./status";
import { fromStruct, secretValue, type Values } from "./values";

/** Opens a reader of the provider's account. */
export type OpenReader = () => SessionReader;

type Query = (reader: SessionReader, args: Values) => Promise<JavaScriptValue>;

const functions: Readonly<Record<string, Query>> = {
  "plivo:index:getMaskingSession": async (reader, { sessionUuid }) =>
    sessionValue(await reader.get(String(sessionUuid))),
  "plivo:index:listMaskingSessions": async (reader, { filters, maxResults }) => {
    const list = await reader.list({
      filters: filters as SessionFilters | undefined,
      maxResults: maxResults as number | undefined,
    });
    return {
      sessions: list.sessions.map(sessionValue),
      windows: list.windows as unknown as JavaScriptValue,
      more: list.more,
    };
  },
};

/** The engine's call of one of the package's functions. */
export async function invoke(request: InvokeRequest, open: OpenReader): Promise<InvokeResponse> {
  const query = functions[request.getTok()];
  if (query === undefined) {
    const known = Object.keys(functions).join(", ");
    return failureResponse(`There is no function ${request.getTok()}: this provider has ${known}.`);
  }
  try {
    const value = await query(open(), fromStruct(request.getArgs()).values);
    const response = new InvokeResponse();
    response.setReturn(Struct.fromJavaScript(value as Record<string, JavaScriptValue>));
    return response;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return failureResponse(errorText(error, "program"));
  }
}

function failureResponse(reason: string): InvokeResponse {
  return new InvokeResponse().setFailuresList([new CheckFailure().setReason(reason)]);
}

/** Marks only numbers and PINs as secret. In YAML and Python, one secret makes the whole result secret. */
function sessionValue(session: SessionDetails): JavaScriptValue {
  const entries = Object.entries(session as unknown as Record<string, JavaScriptValue>);
  const isSecret = (name: string, value: unknown) =>
    value !== null && isFieldName(name) && field(name).secret;
  return Object.fromEntries(
    entries.map(([name, value]) => [name, isSecret(name, value) ? secretValue(value) : value]),
  );
}
