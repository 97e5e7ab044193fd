/** The parts in use of the library beside it, which has 3,000 lines of types. */
export interface AuthorizationServer {
  readonly issuer: string;
  readonly authorization_endpoint?: string;
  readonly token_endpoint?: string;
  readonly revocation_endpoint?: string;
  readonly end_session_endpoint?: string;
  readonly response_modes_supported?: string[];
}

export interface Client {
  client_id: string;
}

export interface RequestOptions {
  signal?: AbortSignal;
  [allowInsecureRequests]?: boolean;
}

export interface TokenResponse {
  readonly access_token: string;
  readonly refresh_token?: string;
  /** Seconds. */
  readonly expires_in?: number;
}

export type ClientAuth = (...parts: never[]) => void;

export const allowInsecureRequests: unique symbol;
export const AUTHORIZATION_RESPONSE_ERROR: string;
export const RESPONSE_BODY_ERROR: string;

export function None(): ClientAuth;
export function generateRandomState(): string;
export function generateRandomNonce(): string;
export function generateRandomCodeVerifier(): string;
export function calculatePKCECodeChallenge(verifier: string): Promise<string>;

export function discoveryRequest(issuer: URL, options?: RequestOptions): Promise<Response>;
export function processDiscoveryResponse(issuer: URL, response: Response): Promise<AuthorizationServer>;

/** Throws if the answer is an error, or not to the question with this state. */
export function validateAuthResponse(
  server: AuthorizationServer,
  client: Client,
  parameters: URLSearchParams,
  expectedState: string,
): URLSearchParams;
export function authorizationCodeGrantRequest(
  server: AuthorizationServer,
  client: Client,
  auth: ClientAuth,
  parameters: URLSearchParams,
  redirectUri: string,
  verifier: string,
  options?: RequestOptions,
): Promise<Response>;
export function processAuthorizationCodeResponse(
  server: AuthorizationServer,
  client: Client,
  response: Response,
  options: { expectedNonce: string; requireIdToken: boolean },
): Promise<TokenResponse>;
export function getValidatedIdTokenClaims(response: TokenResponse): Record<string, unknown> | undefined;

export function refreshTokenGrantRequest(
  server: AuthorizationServer,
  client: Client,
  auth: ClientAuth,
  refreshToken: string,
  options?: RequestOptions,
): Promise<Response>;
export function processRefreshTokenResponse(
  server: AuthorizationServer,
  client: Client,
  response: Response,
): Promise<TokenResponse>;
export function revocationRequest(
  server: AuthorizationServer,
  client: Client,
  auth: ClientAuth,
  token: string,
  options?: RequestOptions,
): Promise<Response>;
