import type * as dynamic from "@pulumi/pulumi/dynamic";
import { messageFor } from "../accounts/next-steps";
import { codeAndAddress, ProviderError } from "../common/errors";
import { PartialFailureError } from "./partial-failure";
import { errorEntryAddress } from "../common/project-address";

type Methods = Required<dynamic.ResourceProvider>;

/**
 * Adds the code and the documentation address to errors.
 *
 * For check, diff, read and delete, the host prints the message and a line `${error}: ${error.stack}`. For
 * create and update, it prints only the message.
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

/** An error with the code and the address in the second line that the host prints. */
export function secondLineError(cause: ProviderError): Error {
  const { code } = cause;
  const error = new Error(messageFor("resource", cause));
  error.stack = errorEntryAddress(code);
  return Object.assign(error, { code, toString: () => code });
}

function messageError(cause: ProviderError): Error {
  const withCode = (text: string) => `${text}\n${codeAndAddress(cause.code)}`;
  const error = Object.assign(new Error(withCode(messageFor("resource", cause))), { code: cause.code });
  if (!(cause instanceof PartialFailureError)) return error;
  const { id, properties, reasons } = cause;
  return Object.assign(error, { id, properties, reasons: reasons.map(withCode) });
}
