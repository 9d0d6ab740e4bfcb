"""The product's addresses, and the pages that ours are measured against."""

from django.urls import path

from benchmarks import results_stock, salon_stock
from unknot.config.urls import handler400, handler500
from unknot.config.urls import urlpatterns as product

__all__ = ["handler400", "handler500", "urlpatterns"]
urlpatterns = [
    *product,
    path("plain", results_stock.plain),
    path("batched", results_stock.batched),
    path("plain/<str:public_id>", salon_stock.plain),
]
