import type { TokenSource } from "../client";

/** Who uses the page, as every request says it. */
export interface Access {
  userId: string;
  token: TokenSource;
}
