//! `EngineService`.

use tonic::{Request, Response, Status, async_trait};

use super::convert::info::engine_info;
use super::desk::Desk;
use super::pb::engine_service_server::EngineService;
use super::pb::{GetEngineInfoRequest, GetEngineInfoResponse};

#[async_trait]
impl EngineService for Desk {
    async fn get_engine_info(
        &self,
        _request: Request<GetEngineInfoRequest>,
    ) -> Result<Response<GetEngineInfoResponse>, Status> {
        Ok(Response::new(engine_info(&self.limits)))
    }
}
