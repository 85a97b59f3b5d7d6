import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { openQueryClient } from "../api/use-answer";
import { PreferencesProvider } from "../i18n/preferences";
import { openRouter } from "./router";
import { SignInGate } from "./sign-in-gate";
import "./styles.css";

const place = document.getElementById("root");
if (place === null) throw new Error("index.html has no #root");

// The CSP of app/web/dashboard.ts lets no style element in.
createRoot(place).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={openQueryClient()}>
        <PreferencesProvider>
          <SignInGate>
            <RouterProvider router={openRouter()} />
          </SignInGate>
        </PreferencesProvider>
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
);
