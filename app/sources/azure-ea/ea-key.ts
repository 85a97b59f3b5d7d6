/** Something that can show the API key. Only request headers ask it to; a Secret of app/runtime fits as it is. */
export interface EaKey {
  reveal(): string;
}
