import type { PageLabels } from "../page-labels";

/**
 * `unreachable`: the issuer did not answer, which may pass. `declined`: the person did not sign in. `refused`: the issuer
 * said no. `foreign`: an answer to a question that was not asked in this tab. `unusable`: a token that names no user.
 */
export type TroubleKind = "unreachable" | "declined" | "refused" | "foreign" | "unusable" | "failed";

export class Trouble extends Error {
  /** @param code the issuer's word for it; for whoever runs the service */
  constructor(
    readonly kind: TroubleKind,
    readonly code?: string,
  ) {
    super(code ? `${kind}: ${code}` : kind);
  }
}

export function textOf({ kind, code }: Trouble, labels: PageLabels): string {
  const text = labels.troubles[kind];
  return kind === "refused" && code ? `${text} (${code})` : text;
}
