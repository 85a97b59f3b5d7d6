import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { NotFound } from "./not-found";
import { PageFailure } from "./page-failure";
import { pages } from "./pages";
import { Shell } from "./shell";
import { parseAddress, writeAddress } from "./use-view";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: PageFailure });

/** A route for each page. */
export function openRouter() {
  const routes = pages.map(({ path, load }) => createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load) }));
  return createRouter({
    routeTree: root.addChildren(routes),
    basepath: "/ui",
    defaultPreload: "intent",
    defaultErrorComponent: PageFailure,
    scrollRestoration: true,
    parseSearch: parseAddress,
    stringifySearch: writeAddress,
  });
}
