import type * as dynamic from "@pulumi/pulumi/dynamic";
import { messageFor } from "../accounts/next-steps";
import { codeAndAddress, ProviderError } from "../common/errors";
import { PartialFailureError } from "./partial-failure";
import { errorEntryAddress } from "../common/project-address";

type Methods = Required<dynamic.ResourceProvider>;

/**
 * The provider with its errors as Pulumi's host is to show them: each with its code and the address of its
 * entry.
 *
 * Of an error in check, diff, read or delete the host prints a second line `${error}: ${error.stack}`; of one
 * in create or update it shows the message alone.
 */
export function withHostErrors(provider: Methods): Methods {
  const { check, diff, read, create, update, delete: remove } = provider;
  return {
    ...provider,
    check: (olds, news) => translateErrors(check(olds, news), secondLineError),
    diff: (id, olds, news) => translateErrors(diff(id, olds, news), secondLineError),
    read: (id, props) => translateErrors(read(id, props), secondLineError),
    delete: (id, props) => translateErrors(remove(id, props), secondLineError),
    create: (inputs) => translateErrors(create(inputs), messageError),
    update: (id, olds, news) => translateErrors(update(id, olds, news), messageError),
  };
}

async function translateErrors<T>(work: Promise<T>, translate: (error: ProviderError) => Error): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof ProviderError ? translate(error) : error;
  }
}

/** An error of which the host prints the code and the address as its second line. */
export function secondLineError(cause: ProviderError): Error {
  const { code } = cause;
  const error = new Error(messageFor("resource", cause));
  error.stack = errorEntryAddress(code);
  return Object.assign(error, { code, toString: () => code });
}

function messageError(cause: ProviderError): Error {
  const shown = (text: string) => `${text}\n${codeAndAddress(cause.code)}`;
  const error = Object.assign(new Error(shown(messageFor("resource", cause))), { code: cause.code });
  if (!(cause instanceof PartialFailureError)) return error;
  const { id, properties, reasons } = cause;
  return Object.assign(error, { id, properties, reasons: reasons.map(shown) });
}
