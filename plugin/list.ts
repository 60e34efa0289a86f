import { ListResponse, type ListRequest } from "@pulumi/pulumi/proto/provider_pb";
import type { SessionFilters } from "../provider/client/filters";
import type { OpenReader } from "./functions";
import { fromStruct } from "./values";

/**
 * The sessions of the account, newest first, for `pulumi do`. If there are more, a token comes last.
 *
 * @throws InvalidFiltersError
 */
export async function* list(request: ListRequest, open: OpenReader): AsyncGenerator<ListResponse> {
  const filters = fromStruct(request.getQuery()).values as SessionFilters;
  const offset = Number(request.getContinuationToken() || 0);
  const max = Math.min(request.getLimit() || Infinity, request.getPageSize() || Infinity);
  let count = 0;
  for await (const { sessionUuid } of open().sessions({ ...filters, offset })) {
    if (count === max) {
      const token = new ListResponse.Continuation().setContinuationToken(String(offset + count));
      const continued = new ListResponse();
      continued.setContinuation(token);
      yield continued;
      return;
    }
    count += 1;
    const found = new ListResponse();
    found.setResult(new ListResponse.Result().setId(sessionUuid).setName(sessionUuid));
    yield found;
  }
}
