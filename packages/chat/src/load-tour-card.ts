/** The card of a tour that an agent sent: fetched by those who are sent one. */
export const loadTourCard = () => import('./tour-card.tsx').then((part) => part.TourCard)
