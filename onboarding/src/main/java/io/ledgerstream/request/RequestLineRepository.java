package io.ledgerstream.request;

import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface RequestLineRepository extends JpaRepository<RequestLine, UUID> {

    RequestLine findByRequestId(UUID requestId);

}
